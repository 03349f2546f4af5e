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
    void should_ask_again_for_fewer_rows_when_the_database_is_in_trouble() throws Exception {
        int before = requests.pageRows();

        requests.await(CompletableFuture.failedFuture(new DriverTimeoutException("late")), () -> page);

        assertThat(requests.pageRows()).isLessThan(before);
    }

    @Test
    void should_end_with_one_line_when_asking_again_cannot_help() {
        CompletableFuture<AsyncResultSet> refused = CompletableFuture.failedFuture(new IllegalStateException("broken"));

        assertThatThrownBy(() -> requests.await(refused, () -> page))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ks.orders")
                .hasMessageContaining("broken");
    }

    @Test
    void should_not_wait_for_an_answer_when_a_stop_is_requested() {
        PageRequests stopping = new PageRequests("ks.orders", () -> {
            throw new StoppedException("the test");
        });

        assertThatThrownBy(() -> stopping.await(new CompletableFuture<>(), () -> page))
                .isInstanceOf(StoppedException.class);
    }
}
