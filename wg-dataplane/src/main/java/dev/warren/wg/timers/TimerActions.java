package dev.warren.wg.timers;

/** What expired timers ask for. Called on the control thread. */
public interface TimerActions {
    /** No response came: forget the source address and try again. */
    void retryHandshake();

    /** No response came for long: drop what is staged. */
    void giveUpHandshake();

    /** We sent and heard nothing: forget the source address and shake hands. */
    void beginHandshake();

    /** We heard and sent nothing, or the persistent interval is over. */
    void sendKeepalive();

    /** The keys are too old for anything. */
    void wipeKeys();
}
