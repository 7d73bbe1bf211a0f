/** Makes the recordings of sessions that {@code RecordedSessionTest} plays back; see {@code src/test/resources/recorded/README.md}. */
@NullMarked
package dev.warren.bgp.recorded;

import org.jspecify.annotations.NullMarked;
