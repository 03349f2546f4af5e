package io.orderpipeline.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A cheap server process: fails at once, or runs until it is ended. */
public final class FakeServer {

    private FakeServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("fail")) {
            System.out.println("the reason why");
            System.exit(3);
        }
        System.out.println("waiting");
        new CountDownLatch(1).await();
    }

    static ChildJvm start(Path folder, String behaviour) {
        return ChildJvm.start(new JvmCommand(
                JavaHome.running(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                List.of(classesOf(ParentWatchdog.class), classesOf(FakeServer.class)),
                FakeServer.class.getName(),
                List.of(behaviour),
                folder,
                folder.resolve("server.log")));
    }

    static Path classesOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
