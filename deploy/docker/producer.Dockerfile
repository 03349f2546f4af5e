# scripts/demo, or mvn -Pquick package, makes the jar; then: docker build -t order-producer -f deploy/docker/producer.Dockerfile .
FROM eclipse-temurin:21-jre

COPY producer/target/producer.jar /app/producer.jar

# The native libraries of compressions, which otherwise need a directory that allows execution. Then an archive of the
# classes that a start loads; a JVM that cannot make it, or crashes with it, starts without.
RUN java -cp /app/producer.jar io.orderpipeline.common.install.NativeLibrariesMain \
    && { java -XX:ArchiveClassesAtExit=/app/producer.jsa -Xlog:disable -cp /app/producer.jar io.orderpipeline.common.install.StartupClassesMain \
        && java -XX:SharedArchiveFile=/app/producer.jsa -jar /app/producer.jar --version \
        || rm -f /app/producer.jsa; }

# A number, so that Kubernetes can see that it is not root. Nothing is written but temporary files, to /tmp.
USER 10001:10001
WORKDIR /tmp

# No shell in between: SIGTERM reaches Java, which then finishes what it holds. Jars that a platform needs are mounted at
# /app/extra or copied into it (docs/platforms.md). More options for Java go into JDK_JAVA_OPTIONS, those of the program
# into ORDER_PRODUCER_… or a file that ORDER_PRODUCER_OPTIONS_FILE names.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/producer.jsa", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-cp", "/app/producer.jar:/app/extra/*", "io.orderpipeline.producer.ProducerMain"]

# Off unless a port is named.
ENV ORDER_PRODUCER_HTTP_PORT=8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-XX:-UsePerfData", "-cp", "/app/producer.jar", "io.orderpipeline.common.http.HealthMain", "http://127.0.0.1:8080/healthz"]
