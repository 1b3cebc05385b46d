"""Listen."""

import streamlit as st

from pages.shared import loaders
from pages.shared.sounds import pick_sound

st.title("Listen")
sound = pick_sound("listen")
st.write(loaders.prediction(sound, loaders.CNN).as_dict())
