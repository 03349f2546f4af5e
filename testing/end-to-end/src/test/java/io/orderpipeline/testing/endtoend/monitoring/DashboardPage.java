package io.orderpipeline.testing.endtoend.monitoring;

/** Reads the values that the dashboard shows. */
record DashboardPage(Browser browser) {

    String tile(String name) {
        return browser.text("#tiles [data-name=\"" + name + "\"] dd");
    }

    /** Rows and columns are counted from 0. */
    String cell(String table, int row, int column) {
        return browser.text("%s tr:nth-child(%d) > :nth-child(%d)".formatted(table, row + 1, column + 1));
    }

    /** Of all matching elements, visible or not. */
    long sum(String selector) {
        return (Long) browser.ask(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".reduce((sum, each) => sum + Number(each.innerText.replaceAll(',', '')), 0)",
                selector);
    }

    /** Decides the colour of the headline. */
    String headline() {
        return (String) browser.ask("return document.getElementById('banner').dataset.state");
    }
}
