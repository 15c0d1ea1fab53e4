"""Cells of a notebook as Jupytext and Spyder write them, with displays for when there is IPython."""
# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown]
# ## Sliding sums $\sum_i x_i k_i$

# %%
import numpy as np

try:
    from IPython.display import display
    get_ipython().run_line_magic("matplotlib", "inline")
except (ImportError, NameError):
    display = print

# %% tags=["solution"]
def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])

# In[3]:
display(slide(np.ones(3), np.ones(2)))
slide(np.ones(3), np.ones(2))

#%%
