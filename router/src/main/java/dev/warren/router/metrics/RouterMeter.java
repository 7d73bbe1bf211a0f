package dev.warren.router.metrics;

/** The router's own meters: counters and timers by name, unit and meaning. */
public enum RouterMeter {
    /** Entries that a full comparison found other than the router had written them. Zero in health. */
    DRIFT("warren.sync.drift", "entries", "AllowedIPs and routes that something else had changed"),
    /** Things around the prefixes (interface, peers, rules, firewall) that had to be repaired. Zero in health. */
    REPAIRS("warren.sync.repairs", "repairs", "interfaces, peers, rules and firewall tables that had to be restored"),
    /** Changes written to WireGuard and the kernel. */
    CHANGES("warren.sync.changes", "changes", "AllowedIPs and routes written"),
    /** Passes that failed and are tried again. */
    FAILURES("warren.sync.failures", "passes", "passes that WireGuard or the kernel refused"),
    /** From the best path's change to the last write. */
    PASS_TIME("warren.sync.pass", "seconds", "time of one pass that wrote something"),
    /** Announcements that a neighbour had no authority for. */
    REFUSALS("warren.bgp.refusals", "routes", "announcements that the import filter or a loop check refused"),
    /** Connections to BGP's port from those who are no neighbours. */
    STRANGERS(
            "warren.bgp.strangers", "connections", "connections to BGP's port from addresses that are no neighbour's"),
    /** Packets to BFD's ports from those who are no neighbours. */
    BFD_STRANGERS("warren.bfd.strangers", "packets", "packets to BFD's ports that were no BFD, or of no session");

    private final String id;
    private final String unit;
    private final String description;

    RouterMeter(String id, String unit, String description) {
        this.id = id;
        this.unit = unit;
        this.description = description;
    }

    /** The meter's name, dotted. */
    public String id() {
        return id;
    }

    /** What one of it is. */
    public String unit() {
        return unit;
    }

    /** The line of help that Prometheus shows. */
    public String description() {
        return description;
    }
}
