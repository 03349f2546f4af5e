package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.schema.SchemaId.Number;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records wait while the registry is away, and its return is noticed within the longest backoff. */
@Timeout(60)
final class SchemaFormatsRetryTest extends SchemaFormatsFixture {

    private static final RegistryException REFUSED =
            RegistryException.transientFailure(URI.create("http://registry:8081"), "does not respond", null);
    private static final String REASON = "the schema registry at http://registry:8081 does not respond";
    private static final String TROUBLE = REASON + " (schema id 7)";

    @Test
    void should_keep_a_record_pending_and_retry_with_backoff_while_the_registry_is_away() {
        formats.find(SEVEN);
        fail(SEVEN, REFUSED);

        for (int millis : new int[] {100, 200, 400, 800, 1_600, 2_000, 2_000}) {
            int before = requests.size();
            assertThat(formats.find(SEVEN)).isEqualTo(PENDING);
            advance(Duration.ofMillis(millis).minusNanos(1));
            formats.find(SEVEN);
            assertThat(requests).as("before %s ms", millis).hasSize(before);
            advance(Duration.ofNanos(1));
            formats.find(SEVEN);
            assertThat(requests).as("after %s ms", millis).hasSize(before + 1);
            assertThat(formats.trouble()).hasValue(TROUBLE);
            fail(SEVEN, REFUSED);
        }
    }

    @Test
    void should_spread_retries_over_the_upper_half_of_the_backoff() {
        random = 0;
        formats.find(SEVEN);
        fail(SEVEN, REFUSED);

        advance(Duration.ofMillis(50));
        formats.find(SEVEN);

        assertThat(requests).hasSize(2);
    }

    @Test
    void should_retry_one_id_at_a_time_until_the_registry_answers() {
        List<SchemaId> ids = List.of(new Number(1), new Number(2), new Number(3));
        ids.forEach(formats::find);
        ids.forEach(id -> fail(id, REFUSED));
        requests.clear();

        advance(Duration.ofSeconds(2));
        ids.forEach(formats::find);
        assertThat(requests).containsExactly(new Number(1));

        answer(new Number(1));
        ids.forEach(formats::find);
        assertThat(requests).containsExactlyElementsOf(ids);
    }

    @Test
    void should_report_an_id_in_trouble_although_the_registry_answers_for_others() {
        formats.find(SEVEN);
        fail(SEVEN, REFUSED);
        advance(Duration.ofMillis(50));
        formats.find(new Number(8));
        answer(new Number(8));
        assertThat(formats.trouble()).hasValue(TROUBLE);

        formats.find(SEVEN);
        fail(SEVEN, REFUSED);
        advance(Duration.ofSeconds(1));
        formats.find(new Number(9));
        fail(new Number(9), REFUSED);
        assertThat(formats.trouble()).hasValue(REASON + " (schema id 7 and 1 more)");

        advance(Duration.ofSeconds(1));
        formats.find(SEVEN);
        answer(SEVEN);
        assertThat(formats.trouble()).hasValue(REASON + " (schema id 9)");
    }

    @Test
    void should_report_a_request_without_a_response_after_two_seconds() {
        formats.find(SEVEN);
        advance(RegistryAttempts.SLOW.minusNanos(1));
        assertThat(formats.trouble()).isEmpty();

        advance(Duration.ofNanos(1));
        assertThat(formats.trouble()).hasValue("the schema registry has not responded for more than 2 s (schema id 7)");

        answer(SEVEN);
        assertThat(formats.trouble()).isEmpty();
    }

    @Test
    void should_not_hold_up_an_id_because_the_request_for_another_hangs() {
        formats.find(SEVEN);
        fail(SEVEN, REFUSED);
        advance(RegistryAttempts.SHORTEST_BACKOFF);
        formats.find(SEVEN);
        formats.find(new Number(8));
        assertThat(requests).containsExactly(SEVEN, SEVEN);

        advance(RegistryAttempts.SLOW);
        formats.find(new Number(8));
        assertThat(requests).containsExactly(SEVEN, SEVEN, new Number(8));
    }

    @Test
    void should_end_every_backoff_when_the_registry_answers() {
        formats.find(SEVEN);
        fail(SEVEN, REFUSED);
        formats.find(new Number(8));
        fail(new Number(8), new UnknownSchemaException("8"));
        requests.clear();

        formats.find(SEVEN);

        assertThat(requests).containsExactly(SEVEN);
    }

    @Test
    void should_limit_the_requests_at_once() {
        for (int i = 0; i < 100; i++) {
            formats.find(new Number(i));
        }
        assertThat(requests).hasSize(RegistryAttempts.MOST_AT_ONCE);

        answer(new Number(0));
        formats.find(new Number(50));
        formats.find(new Number(51));
        assertThat(requests).hasSize(RegistryAttempts.MOST_AT_ONCE + 1);
    }

    @Test
    void should_forget_trouble_in_which_no_reader_is_interested() {
        formats.find(SEVEN);
        fail(SEVEN, REFUSED);
        assertThat(formats.trouble()).hasValue(TROUBLE);

        advance(RegistryAttempts.INTEREST);

        assertThat(formats.trouble()).isEmpty();
    }
}
