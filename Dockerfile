# Three stages: build the jar, cut a Java runtime to what the jar needs, put both on a slim base.
# Only stock images are named here; pin them by digest where your registry is at hand.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY src/main src/main
# The tests have run in CI; the image is built from the same sources.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && java -Djarmode=tools -jar target/neuron-*.jar extract --layers --destination target/extracted

FROM eclipse-temurin:25-jdk AS jre
# java.desktop brings java.beans, which Spring needs; management for the JVM's own figures.
RUN jlink \
      --add-modules java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.incubator.vector,jdk.jfr,jdk.management,jdk.unsupported \
      --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive \
      --output /opt/jre

FROM debian:12-slim
LABEL org.opencontainers.image.title="Neuron" \
      org.opencontainers.image.description="One sigmoid neuron as a REST microservice" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV LANG=C.UTF-8 \
    PATH=/opt/jre/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    SERVER_ADDRESS=0.0.0.0
WORKDIR /opt/neuron
COPY --from=jre /opt/jre /opt/jre
# The layers that change least come first.
COPY --from=build /src/target/extracted/dependencies/ ./
COPY --from=build /src/target/extracted/spring-boot-loader/ ./
COPY --from=build /src/target/extracted/snapshot-dependencies/ ./
COPY --from=build /src/target/extracted/application/ ./
RUN mv neuron-*.jar neuron.jar
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-Xmx24m", "-cp", "neuron.jar", "dev.neuron.HealthCheck"]
# Half of the container for the heap: the rest holds code, threads and the health check's own JVM.
# One whose heap is exhausted is better started anew than kept half alive.
ENTRYPOINT ["java", "--add-modules=jdk.incubator.vector", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-Djava.io.tmpdir=/tmp", "-jar", "neuron.jar"]
