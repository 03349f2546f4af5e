package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.TextStyle;
import java.time.ZoneId;

/**
 * What a terminal can show.
 *
 * @param width in columns
 * @param height in rows
 * @param unicode false for ASCII only
 * @param zone of the times of day
 */
record TerminalCapabilities(int width, int height, TextStyle ink, boolean unicode, ZoneId zone) {

    /** Room for curves and whole words. */
    boolean isWide() {
        return width >= 120;
    }
}
