package io.orderpipeline.consumer.monitoring;

/** A customer's name is not for screens and logs. */
public final class CustomerNameMask {

    private CustomerNameMask() {}

    /** Its first letter tells that it is there. */
    public static String masked(String name) {
        if (name == null) {
            return "-";
        }
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "***";
    }
}
