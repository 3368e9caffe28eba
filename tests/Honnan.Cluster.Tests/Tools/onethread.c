/* An MPI library that was built for programs of one thread: all is Open MPI's but the level that it gives. */

int PMPI_Init_thread(int *argc, char ***argv, int required, int *provided);

int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
{
    int answer = PMPI_Init_thread(argc, argv, required, provided);
    *provided = 0; /* MPI_THREAD_SINGLE */
    return answer;
}
