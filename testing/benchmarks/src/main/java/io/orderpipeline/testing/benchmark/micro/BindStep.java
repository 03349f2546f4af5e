package io.orderpipeline.testing.benchmark.micro;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.order.CanonicalOrder;
import io.orderpipeline.consumer.cassandra.OrderWriter;
import io.orderpipeline.consumer.cassandra.TargetTable;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
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
    private OrderWriter writer;
    private List<OrderRow> rows;
    private Object built;

    @Setup
    public void connect() {
        String[] address = System.getProperty(CONTACT_POINT).split(":", 2);
        session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
                .withLocalDatacenter("datacenter1")
                .build();
        writer = new OrderWriter(withoutSending(session), TargetTable.plain(System.getProperty(KEYSPACE)));
        rows = rows();
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

    private List<OrderRow> rows() {
        byte[][] records = SampleOrders.records();
        List<OrderRow> rows = new ArrayList<>();
        for (int offset = 0; offset < ROWS; offset++) {
            EncodedOrder cells =
                    EncodedOrder.of(CanonicalOrder.read(records[offset]).orElseThrow());
            rows.add(new OrderRow(0, writer.slot(cells), offset, cells, writer.cells(List.of())));
        }
        return rows;
    }
}
