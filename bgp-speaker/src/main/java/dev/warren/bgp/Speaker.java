package dev.warren.bgp;

import dev.warren.bgp.bfd.udp.BfdStatus;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.rib.RouteExplanation;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A running BGP-4 speaker (RFC 4271). All methods may be called from any thread; none of them blocks but {@link #close}, and that for
 * BFD's thread {@link #add} and {@link #bfd}. After {@link #close} those that change something do nothing.
 */
public interface Speaker extends AutoCloseable {

    /**
     * Opens the listening sockets and starts all neighbours.
     *
     * @throws IOException if an address can't be listened on; the message names address and port
     */
    static Speaker start(SpeakerConfig config) throws IOException {
        return RunningSpeaker.start(config);
    }

    /** Adds local routes, or replaces those with the same prefix. */
    void originate(Collection<Origination> routes);

    /** Removes local routes; unknown prefixes are ignored. */
    void withdraw(Collection<Prefix> prefixes);

    /**
     * Adds a listener: it gets the present best paths in one or more batches, then changes as they happen. While the first
     * batches are still coming, changes to prefixes already reported may come between them. It is called on the RIB thread.
     *
     * @return what ends it
     */
    Subscribed subscribe(SpeakerListener listener);

    /** A listener that was added. */
    interface Subscribed extends AutoCloseable {
        /** Removes it: it may hear one more batch, and nothing after that. A second call does nothing. Any thread. */
        @Override
        void close();
    }

    /**
     * The same for one who may be slow, or blocks: events wait for him, and those that are too many are counted as lost.
     *
     * @param capacity how many may wait, at least 4; best paths take at most half of it
     * @throws IllegalArgumentException if it is less
     */
    EventStream stream(int capacity);

    /**
     * Asks a neighbour for all its routes again (RFC 2918); nothing happens if it is not up or can't.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    void refresh(String neighbour);

    /**
     * Ends a neighbour's session with Cease/Administrative Shutdown and keeps it down until {@link #bringUp}.
     *
     * @param communication a text for the people there (RFC 9003), may be empty; at most 255 octets of UTF-8 go out
     * @return done when its connections are closed on both sides
     * @throws IllegalArgumentException if there is none of this name
     */
    CompletableFuture<Void> shutDown(String neighbour, String communication);

    /**
     * Lets a neighbour come up again that was shut down.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    void bringUp(String neighbour);

    /**
     * Adds a neighbour while the speaker runs; its session begins at once.
     *
     * @throws IllegalArgumentException if another one has its name or address, its local AS isn't a third one, or there are 16,000
     *     neighbours
     * @throws IOException if a key can't be read or a socket can't be opened; it isn't added then
     */
    void add(NeighbourConfig neighbour) throws IOException;

    /**
     * Removes a neighbour, with Cease/Peer De-configured (RFC 4486) if there is a session: its routes go, its name and address may be
     * used again at once. Nothing happens if there is none of this name.
     *
     * @return done when its connections are closed on both sides
     */
    CompletableFuture<Void> remove(String neighbour);

    /**
     * Ends a neighbour's session with Cease/Administrative Reset and begins anew after the connect-retry time; nothing happens if
     * there is no session.
     *
     * @param hard routes go on both sides, even if both would keep them for a while (RFC 8538)
     * @throws IllegalArgumentException if there is no neighbour of this name
     */
    void reset(String neighbour, boolean hard);

    /**
     * Gives neighbours other policies, by name; who isn't named keeps his. Sessions go on: what they announced is taken through the new import policy, what the one before stopped is asked for again (RFC 2918), and
     * neighbours get what differs under the new export policy. Returns before that is done.
     *
     * @throws IllegalArgumentException if there is none of one of the names; nothing is changed then
     */
    void changePolicies(Map<String, Policies> byNeighbour);

    /**
     * Gives all neighbours from a range other policies: those who are there, as {@link #changePolicies(Map)} does, and instead of their
     * group's those who come from now on.
     *
     * @param range one of {@link SpeakerConfig#ranges}; which one, its prefix and interface say
     * @throws IllegalArgumentException if there is none with these
     */
    void changePolicies(NeighbourRange range, Policies next);

    /**
     * Begins or ends a graceful shutdown of neighbours' sessions (RFC 8326): what goes out to them says that it is about to go, and what came from
     * external ones is least preferred, so that traffic has other ways before {@link #shutDown}. Sessions go on.
     * {@link #changePolicies(Map)} says anew whether there is one. Returns before that is done.
     *
     * @throws IllegalArgumentException if there is none of one of the names; nothing is changed then
     */
    void gracefulShutdown(Collection<String> neighbours, boolean begins);

    /**
     * The same for all neighbours from a range: those who are there, and those who come from now on.
     *
     * @param range one of {@link SpeakerConfig#ranges}; which one, its prefix and interface say
     * @throws IllegalArgumentException if there is none with these
     */
    void gracefulShutdown(NeighbourRange range, boolean begins);

    /**
     * Sets metrics of next hops, as a routing protocol of the inside knows them (RFC 4271 section 9.1.2.2 (e)): of paths that are alike
     * up to there the nearest one is best, and a path whose next hop can't be reached isn't used. One that nobody told of has 0; telling
     * 0 forgets it. Returns before all is decided again.
     *
     * @param metrics 0 to 4,294,967,295 by next hop, empty for one that can't be reached; next hops that aren't named keep theirs
     * @throws IllegalArgumentException if a metric is out of its range
     */
    void nextHopMetrics(Map<IpAddress, OptionalLong> metrics);

    /** What is known of each neighbour, in the order of the configuration. */
    List<NeighbourStatus> neighbours();

    /** The BFD sessions of those neighbours that have one, in no order. */
    List<BfdStatus> bfd();

    /** What came from those who are no neighbours. */
    StrangerCounts strangers();

    /**
     * Every prefix with all its paths, best first, in the order of prefixes; empty once the speaker is closed. Those who ask at the same
     * time share one walk over the table.
     *
     * @return completed on a thread that isn't the speaker's; fails with what an error of ours threw
     */
    CompletableFuture<List<RouteView>> routes();

    /**
     * Why a prefix has its best path, what was refused of it, and what the named neighbour gets of it: every step, in and out.
     *
     * @return completed on the RIB thread, so what hangs on it is to be short or asynchronous; fails with IllegalArgumentException if there
     *     is no such neighbour, IllegalStateException if a hundred questions wait, CancellationException once the speaker is closed
     */
    CompletableFuture<RouteExplanation> explain(Prefix prefix, String neighbour);

    /**
     * What stands refused now: announced, not taken and not withdrawn since; at most 10,000 in all. Empty once the speaker is
     * closed. Those who ask at the same time share one answer.
     *
     * @return completed on the RIB thread, so what hangs on it is to be short or asynchronous; fails with what an error of ours threw
     */
    CompletableFuture<List<SpeakerEvent.RouteRefused>> refusals();

    /**
     * Sends NOTIFICATION Cease/Administrative Shutdown to all neighbours and stops. Returns when sockets and threads are gone, at
     * the latest after five seconds. A second call does nothing.
     */
    @Override
    void close();

    /** As {@link #close()}, with a text for the people at all neighbours (RFC 9003). */
    void close(String communication);

    /**
     * As {@link #close()}, but closes connections without a NOTIFICATION: neighbours for whom we are a
     * {@link RestartConfig#restarter} keep our routes for a speaker that takes over.
     */
    void closeForRestart();
}
