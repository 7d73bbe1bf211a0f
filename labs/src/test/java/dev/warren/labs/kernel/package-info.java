/**
 * The kernel's WireGuard in a virtual machine ({@code lib/kernel-vm}), as the build machine's kernel may have none. What runs there is
 * this build on this machine's JDK: the virtual machine sees its files.
 */
@NullMarked
package dev.warren.labs.kernel;

import org.jspecify.annotations.NullMarked;
