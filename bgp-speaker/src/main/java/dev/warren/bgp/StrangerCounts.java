package dev.warren.bgp;

/**
 * What came from those who are no neighbours, since the speaker was started.
 *
 * @param connections TCP connections from addresses that are no neighbour's
 * @param bfdPackets packets to BFD's ports that were no BFD, or of no session
 */
public record StrangerCounts(long connections, long bfdPackets) {}
