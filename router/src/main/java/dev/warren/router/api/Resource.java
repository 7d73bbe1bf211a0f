package dev.warren.router.api;

import java.util.concurrent.CompletionStage;

/** Something that the API answers a GET with. */
@FunctionalInterface
public interface Resource {

    /** The media type of JSON. */
    String JSON = "application/json";

    /** The media type of the Prometheus text exposition. */
    String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /**
     * A body and its media type.
     *
     * @param mediaType the Content-Type
     * @param text the body, sent in UTF-8
     */
    record Body(String mediaType, String text) {
        /** A report as JSON. */
        public static Body of(Object report) {
            return new Body(JSON, Json.write(report));
        }
    }

    /** The answer, now or later; called on the server's thread, must not block. */
    CompletionStage<Body> get();
}
