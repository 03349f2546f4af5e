package io.orderpipeline.producer.output;

/** Who shows how a run goes, and what became of it. {@link #see} is called on the progress thread, the rest on main. */
public interface SendOutput extends AutoCloseable {

    void see(SendSnapshot view);

    /** The run is over, or its end has begun; no view comes after it. */
    @Override
    void close();

    /** After {@link #close}. */
    void end(ProducerStatistics statistics);
}
