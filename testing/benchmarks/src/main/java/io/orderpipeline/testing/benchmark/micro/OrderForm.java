package io.orderpipeline.testing.benchmark.micro;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a writer of JSON may spell an order. The producer's own form is the one that the consumer decodes fastest. */
public enum OrderForm {
    CANONICAL(order -> order),

    /** A space after each colon and comma, as most languages write JSON. */
    SPACED(order -> order),

    /** The fields in the opposite order. */
    REORDERED(OrderForm::reversed),

    FURTHER_FIELD(order -> order.put("currency", "EUR")),

    /** A name and a product that are not ASCII and need escape sequences. */
    ESCAPES(order -> order.put("customer_name", "Zo\u00eb \"Zed\" M\u00fcller-L\u00fcdenscheidt")
            .put("product", "Caf\u00e9\tcr\u00e8me \\ \u5317\u4eac"));

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectWriter COMPACT = JSON.writer();
    private static final ObjectWriter WITH_SPACES =
            JSON.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEntrySpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("", "")));

    @SuppressWarnings("ImmutableEnumChecker") // the functions above are stateless
    private final UnaryOperator<ObjectNode> change;

    OrderForm(UnaryOperator<ObjectNode> change) {
        this.change = change;
    }

    /** @param canonical as the producer writes it */
    public byte[] of(byte[] canonical) {
        if (this == CANONICAL) {
            return canonical;
        }
        try {
            ObjectNode order = change.apply((ObjectNode) JSON.readTree(canonical));
            return (this == SPACED ? WITH_SPACES : COMPACT).writeValueAsBytes(order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode reversed(ObjectNode order) {
        List<String> names = new ArrayList<>();
        order.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        ObjectNode reversed = JSON.createObjectNode();
        names.forEach(name -> reversed.set(name, order.get(name)));
        return reversed;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
