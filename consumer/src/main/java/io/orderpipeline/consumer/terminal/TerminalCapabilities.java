package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.TextStyle;
import java.time.ZoneId;

/**
 * The size and the features of the terminal.
 *
 * @param unicode false for ASCII only
 * @param zone for times of day
 */
record TerminalCapabilities(int width, int height, TextStyle style, boolean unicode, ZoneId zone) {

    /** Whether there is room for sparklines and full words. */
    boolean isWide() {
        return width >= 120;
    }

    /** Whether there is room for the breakdown of each figure beside it. */
    boolean hasTwoHalves() {
        return width >= 160;
    }
}
