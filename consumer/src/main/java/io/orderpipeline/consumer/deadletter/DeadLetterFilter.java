package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.SimilarNames;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.InvalidReason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects dead letters that match every criterion; an empty criterion matches all.
 *
 * @param topic of the original record
 * @param reasons accepted codes
 * @param origins accepted positions of the original record
 */
record DeadLetterFilter(Optional<String> topic, Set<String> reasons, Set<RecordPosition> origins) {

    private static final Set<String> CODES =
            Stream.of(InvalidReason.values()).map(InvalidReason::code).collect(Collectors.toUnmodifiableSet());

    public DeadLetterFilter {
        reasons = Set.copyOf(reasons);
        origins = Set.copyOf(origins);
        reasons.stream().filter(reason -> !isCode(reason)).findFirst().ifPresent(DeadLetterFilter::reject);
    }

    /** @param topic like the others an option, null when it was not given */
    static DeadLetterFilter of(String topic, List<String> reasons, List<String> origins) {
        return new DeadLetterFilter(
                Optional.ofNullable(topic),
                new LinkedHashSet<>(reasons == null ? List.of() : reasons),
                (origins == null ? Stream.<String>empty() : origins.stream())
                        .map(DeadLetterFilter::position)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static boolean isCode(String reason) {
        return CODES.contains(reason);
    }

    /** Whether it restricts nothing, except perhaps the topic. */
    boolean selectsAll() {
        return reasons.isEmpty() && origins.isEmpty();
    }

    boolean matches(DeadLetterRecord deadLetter) {
        Optional<RecordPosition> origin = deadLetter.origin();
        return (reasons.isEmpty() || reasons.contains(deadLetter.reason()))
                && (origins.isEmpty() || origin.filter(origins::contains).isPresent())
                && (topic.isEmpty() || topic.equals(origin.map(RecordPosition::topic)));
    }

    private static RecordPosition position(String text) {
        return RecordPosition.parse(text)
                .orElseThrow(() -> UserError.badUsage(
                        "--origin '" + SafePreview.printable(text) + "' is not of the form topic-partition@offset"));
    }

    private static void reject(String reason) {
        List<String> codes =
                Stream.of(InvalidReason.values()).map(InvalidReason::code).toList();
        throw UserError.badUsage("--reason: '" + SafePreview.printable(reason) + "' is not one of "
                + String.join(", ", codes) + SimilarNames.suggestion(codes, reason, code -> code));
    }
}
