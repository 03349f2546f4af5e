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
public record LetterFilter(Optional<String> topic, Set<String> reasons, Set<Place> origins) {

    private static final Set<String> CODES =
            Stream.of(InvalidReason.values()).map(InvalidReason::code).collect(Collectors.toUnmodifiableSet());

    public LetterFilter {
        reasons = Set.copyOf(reasons);
        origins = Set.copyOf(origins);
        reasons.stream().filter(reason -> !isCode(reason)).findFirst().ifPresent(LetterFilter::refuse);
    }

    /** From the options as they were given, null where one was not. */
    public static LetterFilter of(String topic, List<String> reasons, List<String> origins) {
        return new LetterFilter(
                Optional.ofNullable(topic),
                new LinkedHashSet<>(reasons == null ? List.of() : reasons),
                (origins == null ? Stream.<String>empty() : origins.stream())
                        .map(LetterFilter::place)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static boolean isCode(String reason) {
        return CODES.contains(reason);
    }

    /** Whether nothing is singled out but perhaps a topic. */
    public boolean choosesNone() {
        return reasons.isEmpty() && origins.isEmpty();
    }

    boolean matches(Letter letter) {
        Optional<Place> origin = letter.origin();
        return (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (origins.isEmpty() || contains(origins, origin))
                && (topic.isEmpty() || topic.equals(origin.map(Place::topic)));
    }

    private static boolean contains(Collection<Place> places, Optional<Place> place) {
        return place.isPresent() && places.contains(place.get());
    }

    private static Place place(String text) {
        return Place.parse(text)
                .orElseThrow(() -> UserError.badUsage(
                        "--origin '" + Preview.printable(text) + "' is not of the form topic-partition@offset"));
    }

    private static void refuse(String reason) {
        throw UserError.badUsage("--reason '" + Preview.printable(reason) + "' is none of "
                + Stream.of(InvalidReason.values()).map(InvalidReason::code).collect(Collectors.joining(", ")));
    }
}
