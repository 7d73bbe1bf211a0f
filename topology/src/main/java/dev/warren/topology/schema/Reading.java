package dev.warren.topology.schema;

import dev.warren.topology.source.Positions;
import dev.warren.topology.source.Problems;

/**
 * What all sections of one reading share.
 *
 * @param problems where problems go
 * @param positions where positions go
 * @param keys where the contents of public key files come from
 */
record Reading(Problems problems, Positions positions, PublicKeyFiles keys) {}
