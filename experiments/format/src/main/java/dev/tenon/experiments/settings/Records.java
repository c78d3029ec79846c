package dev.tenon.experiments.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Makes and reads settings records, which lie in modules that open their packages. */
public final class Records {

    private Records() {}

    /** A record or shorthand that does not take what it was given; the message is for the user. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** A record of these components, in order. */
    static <R extends Record> R make(Class<R> type, List<Object> components) throws Refused {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            if (!constructor.trySetAccessible()) {
                throw new Refused(closed(type));
            }
            return constructor.newInstance(components.toArray());
        } catch (InvocationTargetException e) {
            throw new Refused(said(e, type));
        } catch (ReflectiveOperationException e) {
            throw new Refused("cannot be made: " + e);
        }
    }

    /** What a shorthand makes of a value. */
    static Object make(Method shorthand, Object value) throws Refused {
        try {
            if (!shorthand.trySetAccessible()) {
                throw new Refused(closed(shorthand.getDeclaringClass()));
            }
            return shorthand.invoke(null, value);
        } catch (InvocationTargetException e) {
            throw new Refused(said(e, shorthand.getDeclaringClass()));
        } catch (ReflectiveOperationException e) {
            throw new Refused("cannot be made: " + e);
        }
    }

    /** The value of a component of a record that was made here. */
    static Object read(Record record, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            if (!accessor.trySetAccessible()) {
                throw new IllegalStateException(closed(record.getClass()));
            }
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String closed(Class<?> type) {
        return "cannot be read: module " + type.getModule().getName() + " must say `opens " + type.getPackageName()
                + ";`";
    }

    private static String said(InvocationTargetException thrown, Class<?> type) {
        Throwable cause = thrown.getCause();
        String message = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
        return message != null ? message : type.getName() + " fails with " + cause;
    }
}
