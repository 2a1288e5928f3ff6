"""Twilio: SMS, WhatsApp and calls. `bot.channels.twilio.door` is where it opens.

Nothing is imported here, so that a scheme without Twilio never pays for its library.
"""
