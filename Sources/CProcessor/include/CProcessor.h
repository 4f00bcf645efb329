// Nothing is called: what is linked in speaks before `main`.
