"""Every figure of the product, one definition each: frames and values in, frozen values or frames out."""
