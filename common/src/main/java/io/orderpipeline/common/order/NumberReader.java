package io.orderpipeline.common.order;

/**
 * Reads numbers of the schema fields, as JSON numbers or strings, with the unscaled value and scale of a BigDecimal.
 * Fails at negative numbers, leading zeros and more than {@value #DIGITS} digits. One thread.
 */
final class NumberReader {

    /** Always fit into a long. */
    private static final int DIGITS = 18;

    private static final int EXPONENT_DIGITS = 3;

    private final JsonCursor json;

    /** Of the last number. */
    private int scale;

    NumberReader(JsonCursor json) {
        this.json = json;
    }

    OrderView.Amount amount() {
        long unscaled = number();
        return new OrderView.Amount(unscaled, scale);
    }

    int quantity() {
        long number = number();
        for (; scale > 0 && number % 10 == 0; scale--) {
            number /= 10;
        }
        for (; scale < 0 && number <= Integer.MAX_VALUE; scale++) {
            number *= 10;
        }
        if (scale != 0 || number < 1 || number > Integer.MAX_VALUE) {
            json.fail();
        }
        return (int) number;
    }

    /** Returns the unscaled value and sets the scale. */
    private long number() {
        boolean isText = json.acceptNext('"');
        long number = decimal();
        if (json.acceptNext('e') || json.acceptNext('E')) {
            scale -= exponent();
        }
        failIf(scale > OrderLimits.AMOUNT_SCALE || scale < -OrderLimits.AMOUNT_DIGITS);
        if (isText) {
            json.expectNext('"');
        }
        return number;
    }

    /** Digits with a decimal point or without. */
    private long decimal() {
        byte[] bytes = json.bytes();
        int start = json.position();
        int end = Math.min(bytes.length, start + DIGITS + 1);
        int point = end;
        long number = 0;
        int i = start;
        for (; i < end; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                number = 10 * number + bytes[i] - '0';
            } else if (bytes[i] == '.' && point == end) {
                point = i;
            } else {
                break;
            }
        }
        json.advance(i - start);
        scale = Math.max(i - point - 1, 0);
        int wholeDigits = Math.min(i, point) - start;
        failIf(wholeDigits == 0 || wholeDigits > DIGITS || point == i - 1);
        failIf(wholeDigits > 1 && bytes[start] == '0');
        return number;
    }

    private int exponent() {
        boolean isNegative = json.acceptNext('-');
        if (!isNegative) {
            json.acceptNext('+');
        }
        int start = json.position();
        int exponent = (int) json.digits(EXPONENT_DIGITS);
        failIf(json.position() == start);
        return isNegative ? -exponent : exponent;
    }

    /** One digit at least, and no leading zeros. */
    long wholeNumber(int mostDigits) {
        boolean beginsWithZero = json.peek() == '0';
        int start = json.position();
        long number = json.digits(mostDigits);
        int digits = json.position() - start;
        failIf(digits == 0 || (beginsWithZero && digits > 1));
        return number;
    }

    private void failIf(boolean isUnusual) {
        if (isUnusual) {
            json.fail();
        }
    }
}
