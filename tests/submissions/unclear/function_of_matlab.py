"""A function as MATLAB and JavaScript have them."""
# says: slide.py, line 3: Python can't read this: function is no Python; write def.
function y = slide(x, k)
    y = conv(x, k, 'valid')
