package io.orderpipeline.testing.benchmark.micro;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.LayoutChoice;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowEncoder;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Binds orders to a statement that a real Cassandra has prepared, and builds the batch without sending it. */
@State(Scope.Benchmark)
public class BindStep {

    /** System property: host:port of Cassandra. */
    public static final String CONTACT_POINT = "bench.contact-point";

    /** System property: keyspace of the table. */
    public static final String KEYSPACE = "bench.keyspace";

    private static final int ROWS = 100;

    private CqlSession session;
    private RowWriter writer;
    private List<OrderRow> rows;
    private Object built;

    @Setup
    public void connect() {
        String[] address = System.getProperty(CONTACT_POINT).split(":", 2);
        InetSocketAddress contactPoint = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
        session = CqlSession.builder()
                .addContactPoint(contactPoint)
                .withLocalDatacenter("datacenter1")
                .build();
        TableSession table = table(contactPoint);
        table.openExisting(withoutSending(session));
        writer = table.writer();
        rows = rows(table.encoder());
    }

    @TearDown
    public void close() {
        session.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void bindBatch(Blackhole sink) {
        writer.write(rows, failure -> {});
        sink.consume(built);
    }

    private static TableSession table(InetSocketAddress contactPoint) {
        StopSignal stop = new StopSignal();
        CassandraConfig config = new CassandraConfig(
                CassandraConfig.Nodes.at(List.of(contactPoint), "datacenter1"),
                System.getProperty(KEYSPACE),
                LayoutChoice.of(LayoutChoice.Kind.PLAIN),
                1,
                1,
                Optional.empty(),
                null);
        return new TableSession(config, new ServiceWait(Duration.ZERO, stop), stop);
    }

    private CqlSession withoutSending(CqlSession real) {
        return (CqlSession) Proxy.newProxyInstance(
                CqlSession.class.getClassLoader(), new Class<?>[] {CqlSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("executeAsync")) {
                        built = arguments[0];
                        return CompletableFuture.completedFuture(null);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static List<OrderRow> rows(RowEncoder encoder) {
        byte[][] records = SampleOrders.records();
        List<OrderRow> rows = new ArrayList<>();
        for (int offset = 0; offset < ROWS; offset++) {
            EncodedOrder order = EncodedOrder.of(OrderView.read(records[offset]).orElseThrow());
            rows.add(encoder.encode(0, offset, order, List.of()));
        }
        return rows;
    }
}
