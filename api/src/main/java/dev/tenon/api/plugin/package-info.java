/**
 * What makes a jar a plugin.
 *
 * <p>A plugin is a named module. Its module-info {@code requires dev.tenon.api}, {@code provides} one of the services
 * (layer, loss, optimizer, schedule, initializer, augmentation, data set, metric, analysis, backend, launcher, tracker, report section) with a class that is marked with its {@link
 * dev.tenon.api.plugin.Type}, and {@code opens} the packages of its settings records. That is all: names and
 * descriptions are read from the jar as data, with {@link java.lang.classfile}; a class is loaded, and its code runs, when a
 * file chooses it by its name, and {@link java.util.ServiceLoader} then makes the one instance that is used.
 *
 * <p>javac writes into a module-info which version of {@code dev.tenon.api} it was compiled against. That is how a jar says
 * what it was built for. The api's version is that of its module; an api of the same major version (of the same major and
 * minor version while the major is 0) that is not older runs it.
 *
 * <p>A plugin runs with all rights of the process, as all code does in Java: use only plugins whose authors you trust.
 */
@NullMarked
package dev.tenon.api.plugin;

import org.jspecify.annotations.NullMarked;
