"""A lesson to come."""

import streamlit as st

st.title("To come")
