package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.monitoring.OrderText;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks JSON that may be incomplete or malformed. Shows the names of the fields of an order, and their values where
 * these hold no customer data: anything else may be a customer's name, such as the key of a map of customers. Masks
 * every other string and word, at any depth. One thread.
 */
final class JsonMasking {

    private static final String ORDER_ID = "order_id";

    private static final String CUSTOMER = "customer_name";

    private static final Set<String> SHOWN =
            Set.of(ORDER_ID, "product", "category", "quantity", "price", "timestamp", "total_amount");

    private static final Set<String> WORDS = Set.of("true", "false", "null");

    /** The quote, the text and the closing quote of a string, which may be the last and cut; or a word outside. */
    private static final Pattern STRING_OR_WORD =
            Pattern.compile("([\"'])((?:\\\\.|(?!\\1)[^\\\\])*)(\\1|$)|\\p{L}[\\p{L}\\p{M}]+", Pattern.DOTALL);

    private static final Pattern COLON = Pattern.compile("\\s*:\\s*");

    private final String masked;
    private String field = "";
    private int fieldEnd;
    private Optional<String> orderId = Optional.empty();

    JsonMasking(String text) {
        masked = STRING_OR_WORD.matcher(text).replaceAll(found -> Matcher.quoteReplacement(masked(text, found)));
    }

    String masked() {
        return masked;
    }

    /** Empty when the text has no complete id, or one with escapes. */
    Optional<String> orderId() {
        return orderId;
    }

    private String masked(String text, MatchResult found) {
        if (found.group(1) == null) {
            return WORDS.contains(found.group()) ? found.group() : OrderText.masked(found.group());
        }
        String string = found.group(2);
        if (COLON.matcher(text).region(found.end(), text.length()).lookingAt()) {
            field = string;
            fieldEnd = found.end();
            return SHOWN.contains(string) || string.equals(CUSTOMER) ? found.group() : quotedAndMasked(found);
        }
        boolean isShown = SHOWN.contains(field)
                && COLON.matcher(text.substring(fieldEnd, found.start())).matches();
        if (isShown && field.equals(ORDER_ID) && isExact(found)) {
            orderId = Optional.of(string);
        }
        return isShown ? found.group() : quotedAndMasked(found);
    }

    private static String quotedAndMasked(MatchResult string) {
        return string.group(1) + OrderText.masked(string.group(2)) + string.group(3);
    }

    private static boolean isExact(MatchResult found) {
        return !found.group(3).isEmpty()
                && found.group(2).indexOf('\\') < 0
                && !found.group(2).isBlank();
    }
}
