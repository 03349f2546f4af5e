package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MailboxTest {

    private final List<String> ran = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox();

    @Test
    void should_run_all_messages_in_the_order_in_which_they_were_posted() throws InterruptedException {
        mailbox.post(() -> ran.add("first"));
        mailbox.post(() -> ran.add("second"));

        mailbox.awaitAndRun(Duration.ofHours(1));

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void should_return_without_a_message_when_the_wait_is_over() throws InterruptedException {
        mailbox.awaitAndRun(Duration.ZERO);

        mailbox.run();
        assertThat(ran).isEmpty();
    }
}
