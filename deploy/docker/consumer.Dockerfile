# scripts/demo, or mvn -Pquick package, makes the jar; then: docker build -t order-consumer -f deploy/docker/consumer.Dockerfile .
FROM eclipse-temurin:21-jre

COPY consumer/target/consumer.jar /app/consumer.jar

# The native libraries of compressions, which otherwise need a directory that allows execution. Then an archive of the
# classes that a start loads; a JVM that cannot make it, or crashes with it, starts without.
RUN java -cp /app/consumer.jar io.orderpipeline.common.install.NativeLibrariesMain \
    && { java -XX:ArchiveClassesAtExit=/app/consumer.jsa -Xlog:disable -cp /app/consumer.jar io.orderpipeline.common.install.StartupClassesMain \
        && java -XX:SharedArchiveFile=/app/consumer.jsa -jar /app/consumer.jar --version \
        || rm -f /app/consumer.jsa; }

# A number, so that Kubernetes can see that it is not root. Nothing is written but temporary files, to /tmp.
USER 10001:10001
WORKDIR /tmp

# No shell in between: SIGTERM reaches Java, which then finishes what it holds. Jars that a platform needs are mounted at
# /app/extra or copied into it (docs/platforms.md). More options for Java go into JDK_JAVA_OPTIONS, those of the program
# into ORDER_CONSUMER_… or a file that ORDER_CONSUMER_OPTIONS_FILE names.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/consumer.jsa", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-cp", "/app/consumer.jar:/app/extra/*", "io.orderpipeline.consumer.ConsumerMain"]

HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-XX:-UsePerfData", "-cp", "/app/consumer.jar", "io.orderpipeline.common.http.HealthMain", "http://127.0.0.1:8080/healthz"]
