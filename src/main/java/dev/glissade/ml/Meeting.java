package dev.glissade.ml;

import dev.glissade.config.UserError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where fits of an estimator and its copies meet. CrossValidator fits each point of its grid by itself, as many at a time as its
 * {@code parallelism} says: those that come while the table of another one of the same rows is being loaded are trained together
 * with that one. What each comes to hangs on nobody else.
 */
final class Meeting implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(Meeting.class);

    private final transient Map<Place, Group> open = new HashMap<>();

    /** Of those that could not be fitted together: at once they would need as much again. */
    private final transient Lock turn = new ReentrantLock();

    /**
     * What fits have in common.
     *
     * @param dataset this one, not one of the same rows
     * @param need of the table
     */
    private record Place(Dataset<?> dataset, FitRequest.Need need) {}

    /** Fits that are done together. */
    private static final class Group {
        private final List<FitRequest> requests = new ArrayList<>();
        private final CompletableFuture<List<Fitted>> fitted = new CompletableFuture<>();
        private boolean closed;
    }

    /** One of a group, by its number. */
    private record Seat(Group group, int number) {}

    /** Fits, together with whoever comes in time. */
    Fitted fit(Dataset<?> dataset, FitRequest request) {
        Place place = new Place(dataset, request.need());
        Seat seat = join(place, request);
        if (seat.number() == 0) {
            lead(place, seat.group(), request);
        }
        try {
            return await(seat.group().fitted).get(seat.number());
        } catch (UserError | IllegalArgumentException wrong) {
            if (isOfAll(seat.group())) {
                throw wrong;
            }
            return alone(dataset, request); // it may be another one's fault, or that they are so many
        } catch (CancellationException stopped) {
            if (seat.number() == 0 || Thread.currentThread().isInterrupted()) {
                throw stopped;
            }
            return alone(dataset, request); // the one that led was
        }
    }

    private Fitted alone(Dataset<?> dataset, FitRequest request) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException stopped) {
            throw interrupted();
        }
        try {
            return fitted(dataset, request, () -> List.of(request)).get(0);
        } finally {
            turn.unlock();
        }
    }

    private static List<Fitted> fitted(Dataset<?> dataset, FitRequest first, Supplier<List<FitRequest>> requests) {
        try {
            return new Fitting(dataset, first).fit(requests);
        } catch (Throwable failed) {
            if (failed instanceof InterruptedException) { // of Spark, whose failures Java does not see
                throw interrupted();
            }
            throw failed;
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }

    /** Fits all of these, each table once. */
    static List<Fitted> together(Dataset<?> dataset, List<FitRequest> requests) {
        Map<FitRequest.Need, List<Integer>> byNeed = new LinkedHashMap<>();
        for (int at = 0; at < requests.size(); at++) {
            byNeed.computeIfAbsent(requests.get(at).need(), need -> new ArrayList<>())
                    .add(at);
        }
        Fitted[] fitted = new Fitted[requests.size()];
        for (List<Integer> places : byNeed.values()) {
            List<FitRequest> same = places.stream().map(requests::get).toList();
            List<Fitted> done = fitted(dataset, same.get(0), () -> same);
            for (int at = 0; at < places.size(); at++) {
                fitted[places.get(at)] = done.get(at);
            }
        }
        return List.of(fitted);
    }

    private synchronized Seat join(Place place, FitRequest request) {
        Group group = open.computeIfAbsent(place, none -> new Group());
        group.requests.add(request);
        return new Seat(group, group.requests.size() - 1);
    }

    private static boolean mayBeOfOne(Throwable failure) {
        return failure instanceof UserError
                || failure instanceof IllegalArgumentException
                || failure instanceof CancellationException;
    }

    /** Whether a failure is: that of the only one, or of the rows. */
    private synchronized boolean isOfAll(Group group) {
        return group.requests.size() == 1 || !group.closed;
    }

    private synchronized List<FitRequest> close(Place place, Group group) {
        letGo(place, group);
        group.closed = true;
        return List.copyOf(group.requests);
    }

    private synchronized void letGo(Place place, Group group) {
        open.remove(place, group);
    }

    private void lead(Place place, Group group, FitRequest first) {
        try {
            group.fitted.complete(fitted(place.dataset(), first, () -> close(place, group)));
        } catch (Throwable failed) { // nobody is to wait for ever
            letGo(place, group);
            if (mayBeOfOne(failed) && !isOfAll(group)) {
                LOG.warn(
                        "{} fits cannot be trained together, and are one after the other: {}",
                        group.requests.size(),
                        failed.getMessage());
            }
            group.fitted.completeExceptionally(failed);
        }
    }

    private static List<Fitted> await(CompletableFuture<List<Fitted>> fitted) {
        try {
            return fitted.get();
        } catch (InterruptedException stopped) {
            throw interrupted();
        } catch (ExecutionException failed) {
            throw Meeting.<RuntimeException>unchecked(failed.getCause());
        }
    }

    /** As it is, whatever it is. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException unchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    /** What was open elsewhere is of no use. */
    private Object readResolve() {
        return new Meeting();
    }
}
