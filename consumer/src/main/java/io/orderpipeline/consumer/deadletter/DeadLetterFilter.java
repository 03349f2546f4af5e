package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.InvalidReason;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which letters are meant. What is empty does not restrict; what is given must all hold.
 *
 * @param topic where letters must have come from
 * @param reasons one of these codes
 * @param origins one of these places
 */
public record DeadLetterFilter(Optional<String> topic, Set<String> reasons, Set<RecordPosition> origins) {

    private static final Set<String> CODES =
            Stream.of(InvalidReason.values()).map(InvalidReason::code).collect(Collectors.toUnmodifiableSet());

    public DeadLetterFilter {
        reasons = Set.copyOf(reasons);
        origins = Set.copyOf(origins);
        reasons.stream().filter(reason -> !isCode(reason)).findFirst().ifPresent(DeadLetterFilter::refuse);
    }

    /** From the options as they were given, null where one was not. */
    public static DeadLetterFilter of(String topic, List<String> reasons, List<String> origins) {
        return new DeadLetterFilter(
                Optional.ofNullable(topic),
                new LinkedHashSet<>(reasons == null ? List.of() : reasons),
                (origins == null ? Stream.<String>empty() : origins.stream())
                        .map(DeadLetterFilter::place)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static boolean isCode(String reason) {
        return CODES.contains(reason);
    }

    /** Whether nothing is singled out but perhaps a topic. */
    public boolean choosesNone() {
        return reasons.isEmpty() && origins.isEmpty();
    }

    boolean matches(DeadLetterRecord letter) {
        Optional<RecordPosition> origin = letter.origin();
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (origins.isEmpty() || contains(origins, origin))
                && (topic.isEmpty() || topic.equals(origin.map(RecordPosition::topic)));
    }

    private static boolean contains(Collection<RecordPosition> places, Optional<RecordPosition> place) {
        return place.isPresent() && places.contains(place.get());
    }

    private static RecordPosition place(String text) {
        return RecordPosition.parse(text)
                .orElseThrow(() -> UserError.badUsage(
                        "--origin '" + SafePreview.printable(text) + "' is not of the form topic-partition@offset"));
    }

    private static void refuse(String reason) {
        throw UserError.badUsage("--reason '" + SafePreview.printable(reason) + "' is none of "
                + Stream.of(InvalidReason.values()).map(InvalidReason::code).collect(Collectors.joining(", ")));
    }
}
