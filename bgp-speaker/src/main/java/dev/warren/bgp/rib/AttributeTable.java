package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpAddress;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets of path attributes as ids from 1 up: one row for all routes that share a set, found by the octets of its block, with the
 * keys of the decision process beside it. A row lives as long as references to it. The next hop has a table of its own, as two
 * sets often differ in nothing else.
 */
final class AttributeTable {
    private final AttributeKeys keys;
    private final NextHopTable nextHops = new NextHopTable();
    private final Mixer mixer;
    private final BlockColumn blocks = new BlockColumn();
    private final IntColumn hops = new IntColumn();
    private final IntColumn marks = new IntColumn();
    private final IntColumn hashes = new IntColumn();
    private final IntColumn references = new IntColumn();
    private final LongColumn ranks = new LongColumn();
    private final IntColumn meds = new IntColumn();
    private final IntColumn firstAsns = new IntColumn();
    private final IntColumn flags = new IntColumn();
    private final IdIndex index = new IdIndex(hashes::get);
    private final FreeIds ids = new FreeIds();
    private final OctetAccounts accounts = new OctetAccounts();

    AttributeTable(RibSettings settings, Mixer mixer) {
        this.keys = new AttributeKeys(settings);
        this.mixer = mixer;
    }

    NextHopTable nextHops() {
        return nextHops;
    }

    int size() {
        return ids.size();
    }

    /** Whose account new sets stand on from now on; null for nobody's. */
    void payer(@Nullable OctetAccount next) {
        accounts.payer(next);
    }

    /** The id of a set that is there and has no marks, with one more reference; 0 if it isn't. */
    int find(byte[] block, int length, int nextHop) {
        int id = find(block, length, nextHop, 0, mixer.hash(block, length, nextHop));
        if (id != 0) {
            retain(id);
        }
        return id;
    }

    private int find(byte[] block, int length, int nextHop, int itsMarks, int hash) {
        int found = find(index.slots(), block, length, nextHop, itsMarks, hash);
        return found == 0 ? find(index.before(), block, length, nextHop, itsMarks, hash) : found;
    }

    private int find(int[] slots, byte[] block, int length, int nextHop, int itsMarks, int hash) {
        int slot = IdIndex.home(slots, hash);
        for (int id = slots[slot]; id != 0; id = slots[slot]) {
            if (id > 0
                    && hashes.get(id) == hash
                    && hops.get(id) == nextHop
                    && marks.get(id) == itsMarks
                    && isBlock(blocks.get(id), block, length)) {
                return id;
            }
            slot = IdIndex.next(slots, slot);
        }
        return 0;
    }

    private static boolean isBlock(byte[] known, byte[] block, int length) {
        return Arrays.equals(known, 0, known.length, block, 0, length);
    }

    /** The id of a valid set without marks, with one more reference. */
    int intern(byte[] block, int length, int nextHop) {
        return intern(block, length, nextHop, 0);
    }

    /** The id of a valid set with marks of {@link dev.warren.bgp.policy.Route#marks}, with one more reference. */
    int intern(byte[] block, int length, int nextHop, int itsMarks) {
        int hash = mixer.hash(block, length, nextHop) + itsMarks;
        int known = find(block, length, nextHop, itsMarks, hash);
        if (known != 0) {
            retain(known);
            return known;
        }
        keys.read(block, length);
        int id = ids.take();
        grow(id);
        blocks.set(id, Arrays.copyOf(block, length));
        hops.set(id, nextHop);
        nextHops.retain(nextHop);
        marks.set(id, itsMarks);
        hashes.set(id, hash);
        references.set(id, 1);
        accounts.charge(id, length);
        ranks.set(id, keys.rank(itsMarks & Route.MAX_WEIGHT));
        meds.set(id, keys.med());
        firstAsns.set(id, keys.firstAsn());
        flags.set(id, keys.flags());
        index.add(id, hash);
        return id;
    }

    /** The id of a route's set with its marks, with one more reference. */
    int intern(Route route, int itsMarks) {
        int hop = route.nextHop().map(nextHops::intern).orElse(0);
        try {
            return intern(route.block(), route.block().length, hop, itsMarks);
        } finally {
            nextHops.release(hop);
        }
    }

    /** The id of a set without marks, with one more reference; 0 if a value is too long to be kept. */
    int intern(PathAttributes attributes) {
        byte[] block = AttributeBlock.encodeIfFits(attributes).orElse(null);
        if (block == null) {
            return 0;
        }
        int hop = attributes.nextHop().map(nextHops::intern).orElse(0);
        try {
            return intern(block, block.length, hop);
        } finally {
            nextHops.release(hop);
        }
    }

    private void grow(int id) {
        blocks.grow(id);
        hops.grow(id);
        marks.grow(id);
        hashes.grow(id);
        references.grow(id);
        ranks.grow(id);
        meds.grow(id);
        firstAsns.grow(id);
        flags.grow(id);
        accounts.grow(id);
    }

    void retain(int id) {
        references.set(id, references.get(id) + 1);
    }

    void release(int id) {
        int left = references.get(id) - 1;
        references.set(id, left);
        if (left == 0) {
            index.remove(id, hashes.get(id));
            nextHops.release(hops.get(id));
            accounts.refund(id, blocks.get(id).length);
            blocks.clear(id);
            ids.give(id);
        }
    }

    byte[] block(int id) {
        return blocks.get(id);
    }

    int nextHop(int id) {
        return hops.get(id);
    }

    /** The metric of the next hop. */
    long metric(int id) {
        return nextHops.areAlike() ? 0 : nextHops.metric(hops.get(id));
    }

    /** False if the next hop can't be reached. */
    boolean isReachable(int id) {
        return metric(id) != NextHopTable.UNREACHABLE;
    }

    /** True if two sets have the same AS_PATH. */
    boolean haveSameAsPath(int id, int other) {
        return id == other || keys.haveSameAsPath(blocks.get(id), blocks.get(other));
    }

    /** The weight, and what policies chose: {@link dev.warren.bgp.policy.Route#marks}. */
    int marks(int id) {
        return marks.get(id);
    }

    /** Weight, LOCAL_PREF, length of AS_PATH and ORIGIN as one number: the lower is preferred. */
    long rank(int id) {
        return ranks.get(id);
    }

    /** MULTI_EXIT_DISC, unsigned; where there is none what {@link MedRules} say. */
    int med(int id) {
        return meds.get(id);
    }

    /** The neighbouring AS; 0 where there is none. */
    int firstAsn(int id) {
        return firstAsns.get(id);
    }

    /** See the constants of {@link AttributeKeys}. */
    int flags(int id) {
        return flags.get(id);
    }

    /** ORIGINATOR_ID; 0 where there is none. */
    int originator(int id) {
        return (flags.get(id) & AttributeKeys.ORIGINATOR) == 0 ? 0 : keys.originator(blocks.get(id));
    }

    /** How often an AS stands in AS_PATH. */
    int occurrences(int id, int asn) {
        return keys.occurrences(blocks.get(id), asn);
    }

    /** ONLY_TO_CUSTOMER; 0 where there is none. */
    int onlyToCustomer(int id) {
        return (flags.get(id) & AttributeKeys.ONLY_TO_CUSTOMER) == 0 ? 0 : keys.onlyToCustomer(blocks.get(id));
    }

    PathAttributes attributes(int id) {
        int hop = hops.get(id);
        Optional<IpAddress> nextHop = hop == 0 ? Optional.empty() : Optional.of(nextHops.address(hop));
        return AttributeBlock.decode(blocks.get(id), nextHop);
    }
}
