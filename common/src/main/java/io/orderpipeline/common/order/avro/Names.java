package io.orderpipeline.common.order.avro;

/** Shows names and messages of a schema, which its author controls, in one line of limited length. */
final class Names {

    private Names() {}

    static String printable(String text, int mostCharacters) {
        String start = text.length() > mostCharacters ? text.substring(0, mostCharacters) + "..." : text;
        return start.replaceAll("[^ -~]", "?");
    }
}
