package dev.warren.bgp;

import java.io.IOException;

/** The speaker behind {@link Speaker#start}. */
abstract class RunningSpeaker implements Speaker {
    @SuppressWarnings("DoNotCallSuggester")
    static Speaker start(SpeakerConfig config) throws IOException {
        if (config.neighbours().isEmpty()) {
            throw new IOException("no neighbours");
        }
        throw new UnsupportedOperationException("being written");
    }
}
