/**
 * Network namespaces for tests, here and in the modules that use this one: they are in a jar of their own, which depends on
 * nothing but JNA and JUnit.
 */
@NullMarked
package dev.warren.linux.lab;

import org.jspecify.annotations.NullMarked;
