package io.orderpipeline.common.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Spells random orders in random valid forms of JSON, as the writers of several languages do. */
final class RandomOrderJson {

    private static final List<String> TEXTS =
            List.of("Ada Lovelace", "Zoë \"Zed\"", "北京 \\ /", "x\t\n\r\b\f\u0000y", "🛋 sofa", "0", "{\"a\":[1]},");

    private static final List<String> WHITESPACE = List.of(" ", "\n", "\r\n", "\t", "  ");

    private final Random random;

    RandomOrderJson(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        List<String> members = new ArrayList<>();
        int quantity = 1 + random.nextInt(random.nextBoolean() ? 9 : 1_000_000);
        BigDecimal price = BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(6));
        BigDecimal total = price.multiply(BigDecimal.valueOf(quantity));
        members.add(member("order_id", text()));
        members.add(member("customer_name", text()));
        members.add(member("product", text()));
        members.add(member("category", text()));
        members.add(member("quantity", number(BigDecimal.valueOf(quantity))));
        members.add(member("price", number(price)));
        members.add(member("timestamp", time()));
        members.add(member("total_amount", number(total)));
        if (random.nextInt(3) == 0) {
            members.add(random.nextInt(members.size()), member(oneOf(List.of("note", "größe", "")), value(0)));
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(members, random);
        }
        return space() + "{" + String.join(",", members) + "}" + space();
    }

    private String member(String name, String value) {
        return space() + '"' + name + '"' + space() + ":" + space() + value + space();
    }

    /** Nothing in most places. */
    private String space() {
        return random.nextInt(8) == 0 ? oneOf(WHITESPACE) : "";
    }

    private String text() {
        return '"' + oneOf(TEXTS).chars().mapToObj(this::character).collect(Collectors.joining()) + '"';
    }

    private String character(int unit) {
        int escape = "\"\\/\b\f\n\r\t".indexOf(unit);
        boolean mustEscape = unit < ' ' || unit == '"' || unit == '\\';
        if (escape >= 0 && (mustEscape || random.nextInt(8) == 0) && random.nextBoolean()) {
            return "\\" + "\"\\/bfnrt".charAt(escape);
        }
        // Half of a surrogate pair as an escape and half as UTF-8 is invalid.
        boolean mayEscape = !Character.isSurrogate((char) unit) && random.nextInt(8) == 0;
        return mustEscape || mayEscape ? "\\u%04x".formatted(unit) : String.valueOf((char) unit);
    }

    private String number(BigDecimal number) {
        BigDecimal scaled = random.nextInt(4) == 0 ? number.stripTrailingZeros() : number;
        String text =
                switch (random.nextInt(4)) {
                    case 0 -> scaled.unscaledValue() + oneOf(List.of("e", "E")) + -scaled.scale();
                    case 1 -> scaled.toString();
                    default -> scaled.toPlainString();
                };
        return random.nextInt(4) == 0 ? '"' + text + '"' : text;
    }

    private String time() {
        Instant time = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        OffsetDateTime offset = time.atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2_000) - 1_000)));
        return switch (random.nextInt(5)) {
            case 0 -> Long.toString(time.toEpochMilli());
            case 1 -> "\"" + time.toEpochMilli() + '"';
            case 2 ->
                DateTimeFormatter.ofPattern("'\"'uuuu-MM-dd'T'HH:mm:ssXXX'\"'").format(offset);
            case 3 ->
                DateTimeFormatter.ofPattern("'\"'uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx'\"'")
                        .format(offset);
            default -> '"' + MillisecondTimestampTest.text(time.toEpochMilli()) + '"';
        };
    }

    /** Any value of an additional field. */
    private String value(int depth) {
        return switch (random.nextInt(depth < 4 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> number(BigDecimal.valueOf(random.nextInt(), random.nextInt(10)));
            case 4 -> "-1234567890123456789012345.0e+10";
            case 5 -> text();
            case 6 -> members(depth, "[", "", "]");
            default -> members(depth, "{", "\"price\":", "}");
        };
    }

    private String members(int depth, String open, String name, String close) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> space() + name + space() + value(depth + 1))
                .collect(Collectors.joining(space() + ",", open + space(), close));
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
