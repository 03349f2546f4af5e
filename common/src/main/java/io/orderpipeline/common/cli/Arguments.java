package io.orderpipeline.common.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** The command line before picocli parses it: lists are joined, repeated options and empty values rejected. */
record Arguments(List<String> all) {

    static final Arguments NONE = new Arguments(List.of());

    /** @throws UserError for an option that is repeated or has an empty value */
    static Arguments of(OptionNames names, String... given) {
        List<String> joined = joinLists(names, List.of(given));
        requireOnce(names, joined);
        requireValues(names, joined);
        return new Arguments(List.copyOf(joined));
    }

    /** One value for each option that takes a list, however it was divided: repeated, or with spaces after commas. */
    private static List<String> joinLists(OptionNames names, List<String> given) {
        Map<String, Integer> positions = new HashMap<>();
        List<String> joined = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(given);
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            String[] option = argument.split("=", 2);
            if (!isOption(argument) || !names.isList(OptionNames.of(option[0])) || hasNoValue(option, rest)) {
                joined.add(argument);
                continue;
            }
            String value = list(option.length == 2 ? option[1] : rest.remove(), rest);
            Integer first = positions.putIfAbsent(option[0], joined.size());
            if (first == null) {
                joined.add(option[0] + "=" + value);
            } else {
                joined.set(first, joined.get(first) + "," + value);
            }
        }
        return joined;
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("--");
    }

    private static boolean hasNoValue(String[] option, Deque<String> rest) {
        return option.length == 1 && (rest.isEmpty() || isOption(rest.element()));
    }

    /** The value and the arguments after it that a space after a comma has separated from it. */
    private static String list(String value, Deque<String> rest) {
        return value.endsWith(",") && !rest.isEmpty() && !rest.element().startsWith("-")
                ? value + list(rest.remove(), rest)
                : value;
    }

    /** In an option group, picocli would silently start a second group and drop the first value. */
    private static void requireOnce(OptionNames names, List<String> arguments) {
        Set<String> seen = new HashSet<>();
        for (String argument : arguments) {
            String name = argument.split("=", 2)[0];
            if (isOption(name) && !seen.add(name) && !names.isRepeatable(OptionNames.of(name))) {
                throw UserError.badUsage(name + " is given twice; give it once");
            }
        }
    }

    private static void requireValues(OptionNames names, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String[] option = arguments.get(i).split("=", 2);
            String name = OptionNames.of(option[0]);
            boolean takesValue = isOption(option[0]) && names.contains(name) && !names.isFlag(name);
            boolean isLast = i + 1 == arguments.size();
            String value = option.length == 2 ? option[1] : isLast ? "none" : arguments.get(i + 1);
            UserError.requireUsage(
                    !takesValue || !value.isBlank(), option[0] + " has an empty value; give one, or leave it out");
        }
    }

    String[] toArray() {
        return all.toArray(String[]::new);
    }

    boolean contain(OptionSpec option) {
        return Stream.of(option.names()).anyMatch(this::contain);
    }

    /** @param name with dashes */
    boolean contain(String name) {
        return all.stream().anyMatch(argument -> argument.equals(name) || argument.startsWith(name + "="));
    }

    /** The value of an option that is given once at most. */
    Optional<String> valueOf(String name) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith(name + "=")) {
                return Optional.of(all.get(i).substring(name.length() + 1));
            }
            if (all.get(i).equals(name) && i + 1 < all.size()) {
                return Optional.of(all.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
