package dev.warren.labs.clab;

/** A veth pair between two nodes. */
public record ClabLink(End a, End b) {

    /** One end of a link: the node and the name of the interface in it (at most 15 characters). */
    public record End(String node, String interfaceName) {
        @Override
        public String toString() {
            return node + ":" + interfaceName;
        }
    }

    @Override
    public String toString() {
        return a + " -- " + b;
    }
}
