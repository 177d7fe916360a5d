package dev.glissade.spark;

import dev.glissade.gradient.GradientRequest;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Requests as they are broadcast: in Java's serialised form, as closures always are, whatever the application's serializer
 * (Kryo cannot read records), and unpacked once by each executor.
 */
final class ShippedRequests implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final ClassTag<List<GradientRequest>> LIST = ClassTag$.MODULE$.apply(List.class);

    private final byte[] bytes;
    private transient List<GradientRequest> requests;

    private ShippedRequests(byte[] bytes) {
        this.bytes = bytes;
    }

    static ShippedRequests of(List<GradientRequest> requests) {
        ByteBuffer packed = serializer().serialize(requests, LIST);
        byte[] bytes = new byte[packed.remaining()];
        packed.get(bytes);
        return new ShippedRequests(bytes);
    }

    /** The requests; the same ones for all tasks of an executor. */
    synchronized List<GradientRequest> get() {
        if (requests == null) {
            ClassLoader withUsersClasses = Thread.currentThread().getContextClassLoader();
            requests = serializer().deserialize(ByteBuffer.wrap(bytes), withUsersClasses, LIST);
        }
        return requests;
    }

    private static SerializerInstance serializer() {
        return SparkEnv.get().closureSerializer().newInstance();
    }
}
