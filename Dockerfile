# Three stages: build the jar, cut a Java runtime to what the jar needs, put both on a slim base and rehearse.
# Only stock images are named here; pin them by digest where your registry is at hand.
# docker build --build-arg REVISION=$(git rev-parse HEAD) -t neuron .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY src/main src/main
COPY src/launcher src/launcher
# The tests have run in CI; the image is built from the same sources.
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && java -Djarmode=tools -jar target/neuron-*.jar extract --layers --destination target/extracted \
 && mv target/extracted/application/neuron-*.jar target/extracted/application/neuron.jar \
 && cp target/classes/META-INF/sbom/application.cdx.json target/extracted/application/sbom.cdx.json

FROM eclipse-temurin:25-jdk AS jre
# java.desktop brings java.beans, which Spring needs; management for the JVM's own figures; charsets for tables in EUC-KR
# and the like.
RUN jlink \
      --add-modules java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.security.jgss,java.sql,java.xml,jdk.charsets,jdk.crypto.ec,jdk.incubator.vector,jdk.jfr,jdk.management,jdk.unsupported \
      --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive \
      --output /opt/jre

FROM debian:13-slim
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Neuron" \
      org.opencontainers.image.description="One sigmoid neuron as a REST microservice" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="debian:13-slim" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
ENV LANG=C.UTF-8 \
    PATH=/opt/jre/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    MALLOC_ARENA_MAX=2 \
    SERVER_ADDRESS=0.0.0.0 \
    NEURON_MODELS_JDBC_URL=jdbc:h2:file:/data/models
WORKDIR /opt/neuron
COPY --from=jre /opt/jre /opt/jre
# The layers that change least come first. Of a plain jar there is no loader and no snapshot in them.
COPY --from=build /src/target/extracted/dependencies/ ./
COPY --from=build /src/target/extracted/application/ ./
# What the rehearsal and the service have in common, since the cache is for that alone. Half of the container is for
# the heap: the rest holds code, threads and the health check's own JVM. A service whose heap is exhausted is better
# restarted than kept half alive. What the compiler took at the start is given back.
RUN printf '%s\n' -XX:+UseSerialGC -XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -XX:TrimNativeHeapInterval=5000 \
      -Djava.io.tmpdir=/tmp >jvm.options \
 && java @jvm.options -XX:AOTCacheOutput=neuron.aot -Xlog:aot=error -cp /opt/neuron/neuron.jar dev.neuron.startup.Rehearsal \
 && test -s neuron.aot
# A volume that is mounted here belongs to the service: for models in a database.
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx24m", "-cp", "/opt/neuron/neuron.jar", "dev.neuron.startup.HealthCheck"]
ENTRYPOINT ["java", "@/opt/neuron/jvm.options", "-XX:AOTCache=/opt/neuron/neuron.aot", "-jar", "/opt/neuron/neuron.jar"]
