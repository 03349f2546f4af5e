package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.UserError;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PageRequestsTest {

    private final CompletableFuture<AsyncResultSet> page = CompletableFuture.completedFuture(null);
    private final PageRequests requests = new PageRequests("ks.orders", () -> {});

    @Test
    void should_retry_with_fewer_rows_after_a_transient_failure() throws Exception {
        int before = requests.pageRows();

        requests.await(CompletableFuture.failedFuture(new DriverTimeoutException("late")), () -> page);

        assertThat(requests.pageRows()).isLessThan(before);
    }

    @Test
    void should_fail_with_one_line_when_a_retry_cannot_help() {
        CompletableFuture<AsyncResultSet> refused = CompletableFuture.failedFuture(new IllegalStateException("broken"));

        assertThatThrownBy(() -> requests.await(refused, () -> page))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ks.orders")
                .hasMessageContaining("broken");
    }

    @Test
    void should_not_wait_for_a_response_when_a_stop_is_requested() {
        PageRequests stopping = new PageRequests("ks.orders", () -> {
            throw new StoppedException("the test");
        });

        assertThatThrownBy(() -> stopping.await(new CompletableFuture<>(), () -> page))
                .isInstanceOf(StoppedException.class);
    }
}
