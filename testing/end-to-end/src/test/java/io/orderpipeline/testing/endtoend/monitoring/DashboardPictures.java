package io.orderpipeline.testing.endtoend.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the dashboard pictures of the documentation, on request only. */
final class DashboardPictures {

    private static final String FOLDER = System.getProperty("pictures", "");
    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;

    private final Browser browser;

    DashboardPictures(Browser browser) {
        this.browser = browser;
    }

    boolean areWanted() {
        return !FOLDER.isEmpty();
    }

    /** Light, dark, and on a phone. */
    void take(String name) throws IOException {
        if (!areWanted()) {
            return;
        }
        Path folder = Files.createDirectories(Path.of(FOLDER));
        for (String scheme : new String[] {"light", "dark"}) {
            browser.prefer(scheme);
            browser.window(DESKTOP, 1340);
            Files.write(folder.resolve(name + "-" + scheme + ".png"), browser.picture());
        }
        browser.prefer("light");
        browser.window(PHONE, 1320);
        Files.write(folder.resolve(name + "-phone.png"), browser.picture());
        browser.window(DESKTOP, 900);
    }
}
