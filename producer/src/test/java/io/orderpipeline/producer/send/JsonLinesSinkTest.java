package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.RecordMaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonLinesSinkTest {

    @Test
    void should_print_one_record_per_line_and_flush_when_idle() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordSink.JsonLines sink = new RecordSink.JsonLines(out);

        makeInto(sink, 120, 0.5);
        sink.idle();

        assertThat(out.toString(UTF_8).lines().count()).isEqualTo(120);
        assertThat(out.toString(UTF_8)).endsWith("\n");
        assertThat(sink.isOpen()).isTrue();
    }

    @Test
    void should_close_silently_when_the_pipe_is_closed() {
        RecordSink.JsonLines sink = new RecordSink.JsonLines(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });

        makeInto(sink, 1, 0);
        sink.idle();

        assertThat(sink.isOpen()).isFalse();
    }

    private static void makeInto(RecordSink sink, int orders, double invalid) {
        var settings = new GeneratorSettings(1, Optional.empty(), CategoryWeights.EVEN, invalid, 0);
        RecordMaker records = new RecordMaker(settings);
        for (int i = 0; i < orders; i++) {
            records.makeNext(i, record -> sink.send(record, 0));
        }
    }
}
