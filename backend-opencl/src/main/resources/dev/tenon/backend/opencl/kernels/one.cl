// What follows is for one element at a time.
#undef V
#define V 1
