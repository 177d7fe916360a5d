package dev.glissade.training;

import dev.glissade.gradient.GradientAnswer;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Runs over the same rows that advance together, of other seeds, rates, batch sizes or methods: what all of them ask for at a time
 * is answered in one pass, and so in one Spark job. Each comes to what it would alone, to the bit, since answers follow from the
 * requests and the table alone.
 *
 * <p>A run has a thread of its own and waits in it for its answers; the thread that started them all asks for these. A run that
 * has ended asks for nothing more, and the others go on without it. If one fails, all end.
 *
 * @param <T> what a run comes to
 */
public final class Lockstep<T> {

    private final GradientSource data;
    private final List<Member> members = new ArrayList<>();

    /** Guards all that follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition allAsked = lock.newCondition();
    private final Condition answered = lock.newCondition();
    private final List<Member> asking = new ArrayList<>();
    private int live;
    /** Why the runs end before their time; null as long as nothing has failed. */
    private Throwable failure;

    private Lockstep(GradientSource data, List<Function<GradientSource, T>> runs) {
        this.data = data;
        this.live = runs.size();
        for (Function<GradientSource, T> run : runs) {
            members.add(new Member(members.size(), run));
        }
    }

    /**
     * Does all runs to their ends.
     *
     * @param data the rows
     * @param runs what each does with them; none may share a thing that changes with another
     * @return what each came to, in their order
     * @throws CancellationException if this thread is interrupted
     */
    public static <T> List<T> run(GradientSource data, List<Function<GradientSource, T>> runs) {
        return new Lockstep<>(data, runs).all();
    }

    private List<T> all() {
        members.forEach(Member::start);
        try {
            for (List<Member> next = awaitAll(); !next.isEmpty(); next = awaitAll()) {
                answer(next);
            }
        } catch (Throwable failed) { // of Spark too, whose failures Java does not see
            fail(failed);
        }
        if (failure instanceof InterruptedException) {
            throw interrupted();
        }
        for (Member member : members) {
            join(member.thread);
        }
        if (failure != null) {
            throw Lockstep.<RuntimeException>unchecked(failure);
        }
        return members.stream().map(member -> member.result).toList();
    }

    /** The runs that go on, in their order, once all of them have asked; none if all have ended. */
    private List<Member> awaitAll() {
        lock.lock();
        try {
            while (asking.size() < live && failure == null) {
                allAsked.await();
            }
            List<Member> next = failure == null ? new ArrayList<>(asking) : new ArrayList<>();
            asking.clear();
            next.sort(Comparator.comparingInt(member -> member.number));
            return next;
        } catch (InterruptedException stopped) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** One pass for all of them. */
    private void answer(List<Member> next) {
        List<GradientRequest> requests = new ArrayList<>();
        next.forEach(member -> requests.addAll(member.requests));
        List<GradientAnswer> answers = data.answer(requests);
        lock.lock();
        try {
            int from = 0;
            for (Member member : next) {
                int to = from + member.requests.size();
                member.answers = answers.subList(from, to);
                from = to;
            }
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable why) {
        lock.lock();
        try {
            if (failure == null) {
                failure = why;
            }
            answered.signalAll();
            allAsked.signal();
        } finally {
            lock.unlock();
        }
    }

    /** As it is, whatever it is. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }

    /** A run, and the rows as it has them. */
    private final class Member implements GradientSource {
        private final int number;
        private final Function<GradientSource, T> run;
        private final Thread thread = new Thread(this::runWhole, "lockstep");
        private T result;
        private List<GradientRequest> requests = List.of();
        /** Null as long as there are none. */
        private List<GradientAnswer> answers;

        private Member(int number, Function<GradientSource, T> run) {
            this.number = number;
            this.run = run;
        }

        private void start() {
            thread.setDaemon(true);
            thread.start();
        }

        private void runWhole() {
            try {
                result = run.apply(this);
            } catch (Throwable failed) {
                fail(failed);
            }
            lock.lock();
            try {
                live--;
                allAsked.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public List<GradientAnswer> answer(List<GradientRequest> asked) {
            lock.lock();
            try {
                requests = asked;
                answers = null;
                asking.add(this);
                if (asking.size() == live) {
                    allAsked.signal();
                }
                while (answers == null && failure == null) {
                    answered.await();
                }
                if (answers == null) {
                    throw new CancellationException("another run in lockstep with this one has failed");
                }
                return answers;
            } catch (InterruptedException stopped) {
                throw interrupted();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Model model() {
            return data.model();
        }

        @Override
        public SliceTree slices() {
            return data.slices();
        }

        @Override
        public double totalWeight() {
            return data.totalWeight();
        }
    }
}
