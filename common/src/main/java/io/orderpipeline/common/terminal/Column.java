package io.orderpipeline.common.terminal;

/**
 * @param width at least; wide enough for what is usual, so that the table does not move when a number grows
 * @param rank columns of a higher one go first when the screen is too narrow; those of rank 0 stay
 */
public record Column(String heading, boolean isRight, int width, int rank) {

    public static Column left(String heading, int width, int rank) {
        return new Column(heading, false, width, rank);
    }

    public static Column right(String heading, int width, int rank) {
        return new Column(heading, true, width, rank);
    }

    String aligned(String text, int columns) {
        return isRight ? ScreenText.right(text, columns) : ScreenText.left(text, columns);
    }
}
