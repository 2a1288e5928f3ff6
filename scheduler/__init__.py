"""What happens in time: the clock, the heartbeat, due timers, deliveries."""
