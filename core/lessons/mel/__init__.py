"""The mel scale and the cepstrum."""
